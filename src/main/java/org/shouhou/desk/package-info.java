/** What every page shares: frame and navigation, language, and how times, money and codes are shown to people. */
package org.shouhou.desk;
