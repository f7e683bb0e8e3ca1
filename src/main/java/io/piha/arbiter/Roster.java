package io.piha.arbiter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * An immutable list whose every version shares all but one block with the one before, so that one
 * heartbeat among a thousand services copies a hundred references and not a thousand.
 */
public final class Roster<T> implements Iterable<T> {

  private static final int BLOCK = 32;

  private final Object[][] blocks;
  private final int size;

  private Roster(Object[][] blocks, int size) {
    this.blocks = blocks;
    this.size = size;
  }

  /** The items in order. */
  public static <T> Roster<T> of(List<T> items) {
    int count = (items.size() + BLOCK - 1) / BLOCK;
    Object[][] blocks = new Object[count][];
    for (int i = 0; i < count; i++) {
      blocks[i] = items.subList(i * BLOCK, Math.min(items.size(), (i + 1) * BLOCK)).toArray();
    }
    return new Roster<>(blocks, items.size());
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The item at that place. */
  @SuppressWarnings("unchecked") // only items of T are ever put into the blocks
  public T get(int place) {
    return (T) blocks[place / BLOCK][place % BLOCK];
  }

  Roster<T> with(int place, T item) {
    Object[][] more = blocks.clone();
    Object[] block = more[place / BLOCK].clone();
    block[place % BLOCK] = item;
    more[place / BLOCK] = block;
    return new Roster<>(more, size);
  }

  /** All items in order. */
  public List<T> toList() {
    List<T> all = new ArrayList<>(size);
    for (T each : this) {
      all.add(each);
    }
    return List.copyOf(all);
  }

  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public T next() {
        if (next >= size) {
          throw new NoSuchElementException();
        }
        return get(next++);
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Roster<?> that && Arrays.deepEquals(blocks, that.blocks);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(blocks);
  }

  @Override
  public String toString() {
    return toList().toString();
  }
}
