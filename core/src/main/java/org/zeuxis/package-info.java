/** What every package of the library may use. */
package org.zeuxis;
