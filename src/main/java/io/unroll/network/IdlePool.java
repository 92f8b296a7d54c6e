package io.unroll.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Networks of this JVM, or what holds one, that wait for their next use: of the few keys that were
 * borrowed last, as many of each as were in use at a time. Safe for many threads.
 *
 * @param <K> what they are asked for by: those of equal keys are alike
 */
public final class IdlePool<K, V> {
  private final int mostKeys;
  private final Consumer<V> evicted;
  private final Map<K, Deque<V>> idle = new LinkedHashMap<>(4, 0.75f, true);

  /**
   * @param mostKeys keys of which any are kept
   * @param evicted takes each that is no longer kept; one that is borrowed is not among them
   */
  public IdlePool(int mostKeys, Consumer<V> evicted) {
    this.mostKeys = mostKeys;
    this.evicted = evicted;
  }

  /** Returns one that nobody else uses until it is given back; empty if none waits. */
  public synchronized Optional<V> borrow(K key) {
    Deque<V> own = idle.computeIfAbsent(key, unseen -> new ArrayDeque<>());
    Iterator<Deque<V>> oldest = idle.values().iterator();
    while (idle.size() > mostKeys) {
      oldest.next().forEach(evicted);
      oldest.remove();
    }
    return Optional.ofNullable(own.poll());
  }

  /** Keeps one for the next use, unless its key was ended or others were borrowed since. */
  public synchronized void giveBack(K key, V value) {
    if (idle.containsKey(key)) {
      idle.get(key).add(value);
    } else {
      evicted.accept(value);
    }
  }

  /** Keeps none of a key any longer. */
  public synchronized void end(K key) {
    Deque<V> own = idle.remove(key);
    if (own != null) {
      own.forEach(evicted);
    }
  }

  /** Returns the number of those that wait. */
  public synchronized int waiting() {
    return idle.values().stream().mapToInt(Deque::size).sum();
  }
}
