/** Quick replies with placeholders (R11): written, checked (R9), approved by a second person, sent as a first reply (R2). */
package org.shouhou.reply;
