/** What operators do to what runs: move cases to a new version of their model. */
package org.shouhou.operation;
