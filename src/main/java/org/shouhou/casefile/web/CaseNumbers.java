package org.shouhou.casefile.web;

import org.shouhou.casefile.CaseFile;
import org.springframework.stereotype.Component;

/** The readable number of a case, for pages that know only its id. */
@Component("caseNumbers")
public class CaseNumbers {

    /** @param caseId the id as a number or its text; null gives empty text */
    public String of(Object caseId) {
        return caseId == null ? "" : CaseFile.numberOf(Long.parseLong(caseId.toString()));
    }
}
