/** What people typed and have not sent yet, kept on the server: a crash, a lost race or an expired session loses no word. */
package org.shouhou.draft;
