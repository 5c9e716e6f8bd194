package org.bridgewright.core.topology;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.model.HostSnapshot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Building the graph of one large host. Bar, together with the layout: 20 ms with 1,000 guests of two vNICs, 80 ms with 5,000.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TopologyBenchmark {
    @Param({"1000", "5000"})
    int guests;

    List<HostSnapshot> snapshots = List.of();

    @Setup
    public void prepare() {
        snapshots = List.of(Snapshots.synthetic("kvm", guests, 2, 20));
    }

    @Benchmark
    public Topology build() {
        return Topologies.build(snapshots);
    }
}
