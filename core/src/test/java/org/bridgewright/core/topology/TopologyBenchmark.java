package org.bridgewright.core.topology;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.topology.scene.Arranger;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.topology.scene.Viewpoint;
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

/// The graph of one large host and its layout. Bars: both together 20 ms with 1,000 guests of two vNICs, 80 ms with 5,000; with
/// one change to what was shown before 10 ms.
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

    /// The same host, and how it is read after one VM was moved.
    List<List<HostSnapshot>> changing = List.of();

    int turn;
    Topology topology = Topology.EMPTY;

    @Setup
    public void prepare() {
        snapshots = List.of(Snapshots.synthetic("kvm", guests, 2, 20));
        topology = Topologies.build(snapshots);
        changing =
                List.of(snapshots, List.of(Snapshots.synthetic("kvm", guests, 2, 20, guests / 2)));
    }

    @Benchmark
    public Topology build() {
        return Topologies.build(snapshots);
    }

    @Benchmark
    public TopologyScene arrange() {
        return Arranger.arrange(topology, Viewpoint.EMPTY);
    }

    /// What a window does when one VM was moved: other cards are made anew from a picture that is not the last one.
    @Benchmark
    public TopologyScene refreshWithOneChange() {
        turn = 1 - turn;
        return Arranger.arrange(Topologies.build(changing.get(turn)), Viewpoint.EMPTY);
    }

    @Benchmark
    public TopologyScene buildAndArrange() {
        return Arranger.arrange(Topologies.build(snapshots), Viewpoint.EMPTY);
    }
}
