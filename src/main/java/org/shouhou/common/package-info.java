/** What every feature uses: money, times in the database, JSON, problems. */
@org.springframework.modulith.ApplicationModule(type = org.springframework.modulith.ApplicationModule.Type.OPEN)
package org.shouhou.common;
