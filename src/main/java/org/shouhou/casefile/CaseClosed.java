package org.shouhou.casefile;

/** Published when a case was closed, in that transaction, for what goes on beside it or begins after it. */
public record CaseClosed(long caseId, CaseFile.Outcome outcome) {
}
