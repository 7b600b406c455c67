/** The shop's staffed hours, the deadlines of cases and tasks with the reason why they stand there, and their notices. */
package org.shouhou.deadline;
