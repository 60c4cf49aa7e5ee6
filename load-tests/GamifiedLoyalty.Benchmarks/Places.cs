namespace GamifiedLoyalty.Benchmarks;

/// <summary>Files of the repository that this was built in.</summary>
internal static class Places
{
    private const string MarkOfTheRoot = "GamifiedLoyalty.sln";

    /// <summary>The baselines.</summary>
    public static string Baselines => Path.Combine(Root(), "load-tests", "baselines.json");

    /// <summary>What BenchmarkDotNet leaves, out of git's sight.</summary>
    public static string Artifacts => Path.Combine(Root(), "artifacts", "benchmarks");

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, MarkOfTheRoot)))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {MarkOfTheRoot}.");
    }
}
