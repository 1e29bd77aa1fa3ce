/** Networks, one file per paper. */
package org.zeuxis.model;
