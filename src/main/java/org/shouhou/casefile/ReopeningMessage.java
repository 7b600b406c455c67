package org.shouhou.casefile;

/**
 * What makes a closed case go on: a waybill that came late, a complaint taken up again. The case keeps id, timeline and
 * payments; a new instance of a process carries it. A bean per message.
 */
public interface ReopeningMessage {

    /** The message that does it. */
    MessageName message();

    /**
     * Whether this closed case goes on. Called in the transaction of the message, the case locked; the fact is stored.
     *
     * @return the kind of case it goes on as, or null when it stays closed
     */
    String reopensAs(CaseFile closed, MessageFacts.Fact fact);
}
