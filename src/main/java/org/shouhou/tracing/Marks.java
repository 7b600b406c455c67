package org.shouhou.tracing;

import org.springframework.stereotype.Component;

/** Marks and their means as templates show them. */
@Component("marks")
public class Marks {

    /** 425 is read as 4.25. */
    public String said(long hundredths) {
        return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
    }

    /** The mean of one sheet. */
    public String of(Sample.Sheet sheet) {
        return said(sheet.mean());
    }
}
