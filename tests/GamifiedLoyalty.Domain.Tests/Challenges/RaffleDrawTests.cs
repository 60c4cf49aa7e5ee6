using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GamifiedLoyalty.Domain.Challenges.Draws;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public sealed class RaffleDrawTests
{
    private const string Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static readonly RaffleEntry[] Entries = [new("omar", 3), new("maya", 5), new("lina", 1), new("zoë", 2), new("emma", 4)];

    /// <summary>The values were worked out from the documentation by another program in another language.</summary>
    [Fact]
    public void A_draw_gives_for_ever_what_it_gave_once()
    {
        var draw = RaffleDraw.Draw(Seed, Entries, 4);
        draw.SeedHash.ShouldBe("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
        draw.Root.ShouldBe("ba78488ea79ef7de89969cf56191bca66df9e79a673ba72c14187dcf52bded19");
        draw.Winners.ShouldBe(["maya", "zoë", "omar", "lina"]);
    }

    /// <summary>The documented steps once more, written in another way.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void The_documented_algorithm_leads_to_the_same_winners(int count)
    {
        var entries = Enumerable.Range(0, count).Select(i => new RaffleEntry($"e{i:D3}", 1 + (i * 7 % 5))).ToArray();
        var draw = RaffleDraw.Draw(Seed, entries.Reverse(), count);

        var level = entries.Select(e => SHA256.HashData([0, .. Encoding.UTF8.GetBytes($"{e.Id}:{e.Tickets}")])).ToList();
        while (level.Count > 1)
        {
            // Hashing neighbours and carrying the odd one up gives the same tree as dividing at powers of two.
            level = level.Chunk(2).Select(p => p.Length == 2 ? SHA256.HashData([1, .. p[0], .. p[1]]) : p[0]).ToList();
        }

        draw.Root.ShouldBe(Convert.ToHexStringLower(level[0]));
        draw.Winners.ShouldBe(Naive(level[0], entries));
    }

    [Fact]
    public void Each_wins_as_often_as_its_tickets_say()
    {
        const int Draws = 6_000;
        const int Start = 20_261_125;
        var random = new Random(Start);
        var first = Entries.ToDictionary(e => e.Id, _ => 0, StringComparer.Ordinal);
        var bytes = new byte[32];
        for (var i = 0; i < Draws; i++)
        {
            random.NextBytes(bytes);
            var winners = RaffleDraw.Draw(Convert.ToHexStringLower(bytes), Entries, Entries.Length).Winners;
            winners.ShouldBe(Entries.Select(e => e.Id), ignoreOrder: true);
            first[winners[0]]++;
        }

        // Chi square with 4 degrees of freedom: 18.5 is exceeded by one in a thousand.
        var deviation = Entries.Sum(e => Math.Pow(first[e.Id] - (Draws * e.Tickets / 15.0), 2) / (Draws * e.Tickets / 15.0));
        deviation.ShouldBeLessThan(18.5, $"seed {Start}: {string.Join(", ", first)}");
    }

    [Fact]
    public void A_certificate_proves_itself_from_public_data()
    {
        var draw = RaffleDraw.Draw(Seed, Entries, 3);
        var hash = draw.SeedHash;
        RaffleDraw.Verify(draw, hash).ShouldBe(RaffleFault.None);
        RaffleDraw.Verify(draw with { Algorithm = "other" }, hash).ShouldBe(RaffleFault.UnknownAlgorithm);
        RaffleDraw.Verify(draw, new string('0', 64)).ShouldBe(RaffleFault.OtherSeed);
        RaffleDraw.Verify(draw with { Seed = "xy" }, hash).ShouldBe(RaffleFault.OtherSeed);
        RaffleDraw.Verify(draw with { Seed = new string('1', 64) }, hash).ShouldBe(RaffleFault.OtherSeed);
        RaffleDraw.Verify(draw with { Entries = [.. draw.Entries.Reverse()] }, hash).ShouldBe(RaffleFault.BadEntries);
        RaffleDraw.Verify(draw with { Entries = [.. draw.Entries, new("zz", 0)] }, hash).ShouldBe(RaffleFault.BadEntries);
        RaffleDraw.Verify(draw with { Entries = [.. draw.Entries.Select(e => e.Id == "lina" ? e with { Tickets = 2 } : e)] }, hash).ShouldBe(RaffleFault.OtherRoot);
        RaffleDraw.Verify(draw with { Winners = [.. draw.Winners.Reverse()] }, hash).ShouldBe(RaffleFault.OtherWinners);
    }

    [Fact]
    public void Nobody_is_drawn_where_nobody_takes_part()
    {
        var draw = RaffleDraw.Draw(Seed, [], 3);
        draw.Winners.ShouldBeEmpty();
        draw.Root.ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        RaffleDraw.Verify(draw, draw.SeedHash).ShouldBe(RaffleFault.None);
    }

    private static List<string> Naive(byte[] root, RaffleEntry[] entries)
    {
        var left = entries.ToList();
        var winners = new List<string>();
        var position = 0;
        while (left.Count > 0)
        {
            var total = (ulong)left.Sum(e => e.Tickets);
            var number = Number(root, position++);
            if (number >= UInt128.Parse("18446744073709551616", CultureInfo.InvariantCulture) / total * total)
            {
                continue;
            }

            var tickets = left.SelectMany(e => Enumerable.Repeat(e, (int)e.Tickets)).ToList();
            var winner = tickets[(int)(number % total)];
            winners.Add(winner.Id);
            left.Remove(winner);
        }

        return winners;
    }

    private static ulong Number(byte[] root, int position)
    {
        byte[] counter = [0, 0, 0, 0, 0, 0, 0, (byte)(position / 4)];
        var block = HMACSHA256.HashData(Convert.FromHexString(Seed), root.Concat(counter).ToArray());
        return block.Skip(position % 4 * 8).Take(8).Aggregate(0UL, (sum, b) => (sum << 8) | b);
    }
}
