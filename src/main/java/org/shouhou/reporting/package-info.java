/** Few, clear figures per agent and team (R34), each with the cases behind it. */
package org.shouhou.reporting;
