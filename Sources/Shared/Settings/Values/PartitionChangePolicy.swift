/// What becomes of a run when a partition of a streamed table comes or goes
/// (`source.config.on_partition_change`).
package enum PartitionChangePolicy: String, DeclaredChoice {
  case warn, stop
}
