/** HTTP of this feature: the API and the pages. */
package org.shouhou.operation.web;
