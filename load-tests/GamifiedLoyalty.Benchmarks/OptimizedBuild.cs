using System.Diagnostics;
using System.Reflection;
using GamifiedLoyalty.Live;

namespace GamifiedLoyalty.Benchmarks;

/// <summary>Whether what is measured was compiled as it is delivered; figures of a debug build mean nothing.</summary>
internal static class OptimizedBuild
{
    /// <summary>What to tell when it was not.</summary>
    public const string Missing = "Only a Release build can be measured; add: -c Release";

    /// <summary>Whether the product's assemblies are optimized.</summary>
    public static bool Is { get; } =
        typeof(MemoryBoards).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };
}
