package org.shouhou.complaint;

import java.io.IOException;

/** A part of the evidence that another feature keeps, such as photos. A bean per part; the order of its entries is stable. */
interface EvidenceSource {

    /** Where entries go. */
    interface Into {
        /** @param name a path inside the ZIP, of plain characters */
        void add(String name, EvidenceZip.Content content) throws IOException;
    }

    void add(long caseId, Into zip) throws IOException;
}
