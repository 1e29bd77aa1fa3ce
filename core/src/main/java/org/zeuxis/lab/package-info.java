/**
 * Theory made runnable: small problems whose answers are known, measured beside their closed forms.
 */
package org.zeuxis.lab;
