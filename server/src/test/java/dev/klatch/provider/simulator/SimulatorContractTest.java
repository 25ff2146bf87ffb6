package dev.klatch.provider.simulator;

import dev.klatch.httpclient.HttpLimits;
import dev.klatch.provider.CallRecorder;
import dev.klatch.provider.Waiter;
import dev.klatch.provider.openai.OpenAiProvider;
import dev.klatch.testing.ChatModelContract;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class SimulatorContractTest extends ChatModelContract {
  @Override
  protected Subject answering() {
    return subject("sim-chat", (time, cancellation) -> !cancellation.isCancelled());
  }

  @Override
  protected Subject thinking() {
    return subject("sim-reasoning", (time, cancellation) -> !cancellation.isCancelled());
  }

  @Override
  protected Subject endless() {
    AtomicInteger waits = new AtomicInteger();
    return subject(
        "sim-chat",
        (time, cancellation) -> {
          if (waits.incrementAndGet() < 10) {
            return true;
          }
          CountDownLatch cancelled = new CountDownLatch(1);
          cancellation.onCancel(cancelled::countDown);
          try {
            cancelled.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return false;
        });
  }

  @Override
  protected Subject breaking() {
    return subject("sim-cut", (time, cancellation) -> true);
  }

  @Override
  protected Subject refusing() {
    return subject("sim-auth-error", (time, cancellation) -> true);
  }

  private static Subject subject(String model, Waiter waiter) {
    OpenAiProvider provider =
        new OpenAiProvider(
            new SimulatedTransport(waiter), CallRecorder.NONE, HttpLimits.defaults());
    return new Subject(provider.chatModel(Simulator.endpoint()), model);
  }
}
