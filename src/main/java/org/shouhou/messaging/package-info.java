/** Messages to customers and staff: letters in both languages, channels, and the list of what a person sends by hand. */
@org.springframework.modulith.ApplicationModule(displayName = "Messaging")
package org.shouhou.messaging;
