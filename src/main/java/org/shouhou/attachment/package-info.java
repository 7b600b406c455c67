/** What belongs to a case as a file: photos, documents, recordings; checked by content, served only to who sees the case. */
package org.shouhou.attachment;
