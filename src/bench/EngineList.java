import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/**
 * How long the engine itself takes for the list our own table gives: its candidate-group query, fifty tasks by due date,
 * on the same database. Prints milliseconds, the middle one and the 95th of a hundred. src/bench/list-speed.sh calls it.
 */
class EngineList {

    public static void main(String[] arguments) {
        int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setJdbcUrl(System.getenv("SHOUHOU_DB_URL") + "?nullCatalogMeansCurrent=true&sendFractionalSeconds=false&connectionTimeZone=UTC&sessionVariables=transaction_isolation=%27READ-COMMITTED%27");
        configuration.setJdbcDriver("com.mysql.cj.jdbc.Driver");
        configuration.setJdbcUsername(System.getenv("SHOUHOU_DB_USER"));
        configuration.setJdbcPassword(System.getenv("SHOUHOU_DB_PASSWORD"));
        configuration.setDatabaseSchemaUpdate("false");
        configuration.setJobExecutorActivate(false);
        configuration.setProcessEngineName("bench");
        configuration.setHistory("auto");
        ProcessEngine engine = configuration.buildProcessEngine();
        try {
            List<String> groups = List.of("agent", "presale");
            long[] took = new long[times];
            for (int i = -3; i < times; i++) {
                long start = System.nanoTime();
                engine.getTaskService().createTaskQuery().taskCandidateGroupIn(groups).orderByDueDate().asc().listPage(0, 50);
                if (i >= 0) {
                    took[i] = System.nanoTime() - start;
                }
            }
            Arrays.sort(took);
            System.out.printf("%.2f %.2f%n", took[times / 2] / 1e6, took[(int) Math.ceil(times * 0.95) - 1] / 1e6);
        } finally {
            engine.close();
        }
    }
}
