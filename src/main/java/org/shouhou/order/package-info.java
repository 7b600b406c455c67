/** Orders and their lines, what of them is paid, refunded and left (R13), and their import from files. */
package org.shouhou.order;
