/** What the code of a host keeps to, so that no step gets around the engine. */
@NullMarked
package dev.interlock.testing.rules;

import org.jspecify.annotations.NullMarked;
