/**
 * JSON, strictly; the only package that knows a JSON library. Entry: {@link
 * dev.interlock.internal.json.StrictJson}.
 *
 * <pre>{@code
 * StrictJson json = StrictJson.ofValues();
 * byte[] bytes = json.write(sprint, Sprint.class);
 * Sprint same = json.read(bytes, Sprint.class);
 * }</pre>
 */
@NullMarked
package dev.interlock.internal.json;

import org.jspecify.annotations.NullMarked;
