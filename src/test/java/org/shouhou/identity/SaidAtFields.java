package org.shouhou.identity;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the program says to be wrong with fields, read from its source: every sentence that comes into a field's problem,
 * by way of methods and constants of its own too. What is put into a sentence at run time stands as 41, 42 and so on.
 */
final class SaidAtFields {

    private static final int DEEP = 6;

    final Set<String> sentences = new TreeSet<>();
    /** What no sentence was found for: where, and the expression. */
    final Set<String> unread = new TreeSet<>();
    private final List<CompilationUnitTree> units = new ArrayList<>();

    SaidAtFields(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null); Stream<Path> all = Files.walk(sources)) {
            List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
            ((JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(java))).parse().forEach(units::add);
        }
        units.forEach(unit -> each(unit, NewClassTree.class, (made, at) -> made.getArguments().size() == 2 && made.getIdentifier().toString().endsWith("FieldProblem"))
                .forEach(at -> read(within(at, ((NewClassTree) at.getLeaf()).getArguments().get(1)), DEEP)));
    }

    /** What is thrown in a file with a sentence of its own, to be caught and said at a field. */
    void thrownIn(String file) {
        units.stream().filter(unit -> unit.getSourceFile().getName().endsWith("/" + file))
                .forEach(unit -> each(unit, NewClassTree.class, (made, at) -> at.getParentPath().getLeaf() instanceof ThrowTree && !made.getArguments().isEmpty())
                        .forEach(at -> read(within(at, ((NewClassTree) at.getLeaf()).getArguments().get(0)), DEEP)));
    }

    private void read(TreePath at, int deep) {
        Tree said = at.getLeaf();
        if (said instanceof LiteralTree literal) {
            if (literal.getValue() != null) {
                sentences.add(literal.getValue().toString());
            }
        } else if (said instanceof BinaryTree) {
            sentences.add(filled(said, new int[] {40}));
        } else if (said instanceof ParenthesizedTree inner) {
            read(within(at, inner.getExpression()), deep);
        } else if (said instanceof ConditionalExpressionTree either) {
            read(within(at, either.getTrueExpression()), deep);
            read(within(at, either.getFalseExpression()), deep);
        } else if (said instanceof SwitchExpressionTree cases) {
            cases.getCases().stream().map(CaseTree::getBody).forEach(body -> read(within(at, body), deep));
        } else if (said instanceof IdentifierTree name && deep > 0) {
            named(at, name.getName().toString(), deep - 1);
        } else if (said instanceof MethodInvocationTree call && deep > 0) {
            called(at, call, deep - 1);
        } else if (!(said instanceof NewClassTree)) {
            unread(at);
        }
    }

    private static String filled(Tree part, int[] no) {
        if (part instanceof LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }
        return part instanceof BinaryTree two && two.getKind() == Tree.Kind.PLUS
                ? filled(two.getLeftOperand(), no) + filled(two.getRightOperand(), no) : String.valueOf(++no[0]);
    }

    /** What a name stands for: what a method is called with, what a lambda is given, a variable. */
    private void named(TreePath at, String name, int deep) {
        for (TreePath around = at.getParentPath(); around != null; around = around.getParentPath()) {
            if (around.getLeaf() instanceof LambdaExpressionTree lambda && lambda.getParameters().stream().anyMatch(one -> one.getName().contentEquals(name))
                    && around.getParentPath().getLeaf() instanceof MethodInvocationTree call && call.getMethodSelect() instanceof MemberSelectTree of) {
                read(within(around.getParentPath(), of.getExpression()), deep);
                return;
            }
            if (around.getLeaf() instanceof MethodTree method) {
                for (int i = 0; i < method.getParameters().size(); i++) {
                    if (method.getParameters().get(i).getName().contentEquals(name)) {
                        calls(at.getCompilationUnit(), method, i, deep);
                        return;
                    }
                }
            }
            List<TreePath> variables = each(around.getLeaf(), around, VariableTree.class, (one, path) -> one.getName().contentEquals(name) && one.getInitializer() != null);
            if ((around.getLeaf() instanceof MethodTree || around.getLeaf() instanceof ClassTree) && !variables.isEmpty()) {
                variables.forEach(variable -> read(within(variable, ((VariableTree) variable.getLeaf()).getInitializer()), deep));
                return;
            }
        }
        unread(at);
    }

    private void calls(CompilationUnitTree unit, MethodTree method, int argument, int deep) {
        each(unit, MethodInvocationTree.class, (call, path) -> name(call).equals(method.getName().toString()) && call.getArguments().size() == method.getParameters().size())
                .forEach(call -> read(within(call, ((MethodInvocationTree) call.getLeaf()).getArguments().get(argument)), deep));
    }

    private void called(TreePath at, MethodInvocationTree call, int deep) {
        String name = name(call);
        String of = call.getMethodSelect() instanceof MemberSelectTree member ? member.getExpression().toString() : "";
        if (of.equals("Optional")) {
            call.getArguments().forEach(given -> read(within(at, given), deep));
        } else if (Set.of("orElse", "or", "map", "filter").contains(name)) {
            read(within(at, ((MemberSelectTree) call.getMethodSelect()).getExpression()), deep);
        } else {
            List<TreePath> returned = units.stream()
                    .filter(unit -> of.isEmpty() ? unit == at.getCompilationUnit() : unit.getSourceFile().getName().toLowerCase().endsWith("/" + of.toLowerCase() + ".java"))
                    .flatMap(unit -> each(unit, ReturnTree.class, (one, path) -> method(path).getName().contentEquals(name)).stream()).toList();
            returned.forEach(one -> read(within(one, ((ReturnTree) one.getLeaf()).getExpression()), deep));
            if (returned.isEmpty()) {
                unread(at);
            }
        }
    }

    private void unread(TreePath at) {
        unread.add(Path.of(at.getCompilationUnit().getSourceFile().getName()).getFileName() + ": " + at.getLeaf());
    }

    private static String name(MethodInvocationTree call) {
        ExpressionTree select = call.getMethodSelect();
        return select instanceof MemberSelectTree member ? member.getIdentifier().toString() : select.toString();
    }

    private static MethodTree method(TreePath path) {
        TreePath around = path;
        while (!(around.getLeaf() instanceof MethodTree method)) {
            around = around.getParentPath();
        }
        return (MethodTree) around.getLeaf();
    }

    private static TreePath within(TreePath parent, Tree child) {
        return new TreePath(parent, child);
    }

    private static <T extends Tree> List<TreePath> each(CompilationUnitTree unit, Class<T> kind, BiPredicate<T, TreePath> wanted) {
        return each(unit, new TreePath(unit), kind, wanted);
    }

    private static <T extends Tree> List<TreePath> each(Tree within, TreePath at, Class<T> kind, BiPredicate<T, TreePath> wanted) {
        List<TreePath> found = new ArrayList<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void nothing) {
                if (kind.isInstance(tree)) {
                    TreePath path = new TreePath(getCurrentPath(), tree);
                    if (wanted.test(kind.cast(tree), path)) {
                        found.add(path);
                    }
                }
                return super.scan(tree, nothing);
            }
        }.scan(at, null);
        return found;
    }
}
