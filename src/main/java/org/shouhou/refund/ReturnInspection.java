package org.shouhou.refund;

import java.util.Map;
import org.shouhou.queue.TaskHandler;

/** What an inspection means for goods that come back under an agreed return, not by an interception. */
public interface ReturnInspection {

    /** Facts for the form. */
    Map<String, Object> data(long caseId);

    /** @return the variables the model reads; see {@link TaskHandler#complete} */
    Map<String, Object> inspected(TaskHandler.Decision decision);
}
