import Delivery
import Postgres
import Replication
import System

/// What a session needs and does not change.
struct SessionSetup: Sendable {
  var server: Server
  var delivery: DeliveryQueue
  /// Raised by the queue and the saver when they have made progress.
  var wake: WakeSignal
  var saver: StateSaver
  var watch: CatalogWatch
  var figures: RunFigures
  var reporter: any Reporter
  /// Where it ends by itself; nil streams until stopped.
  var end: StreamEnd?
  var stallTimeout: Duration

  /// Gathers a setup.
  init(
    server: Server, delivery: DeliveryQueue, wake: WakeSignal,
    saver: StateSaver, watch: CatalogWatch, figures: RunFigures, reporter: any Reporter,
    end: StreamEnd?, stallTimeout: Duration
  ) {
    self.server = server
    self.delivery = delivery
    self.wake = wake
    self.saver = saver
    self.watch = watch
    self.figures = figures
    self.reporter = reporter
    self.end = end
    self.stallTimeout = stallTimeout
  }
}
