namespace GamifiedLoyalty.Live.Tests;

/// <summary>Seeds of random tests, printed so that a failure can be repeated.</summary>
public static class Seeds
{
    /// <summary>The given seed, or a new one for 0.</summary>
    public static int Pick(int given)
    {
        var seed = given == 0 ? Environment.TickCount : given;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        return seed;
    }

    public static Random Random(int given) => new(Pick(given));
}
