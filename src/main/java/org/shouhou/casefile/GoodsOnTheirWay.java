package org.shouhou.casefile;

/** Whether goods of a case travel that its process follows: it becomes no other kind until they are there. */
public interface GoodsOnTheirWay {

    boolean onTheirWay(long caseId);
}
