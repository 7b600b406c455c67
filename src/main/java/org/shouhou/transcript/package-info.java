/** Conversations held elsewhere, brought into a case (R3): chat transcripts, and recordings of calls. */
package org.shouhou.transcript;
