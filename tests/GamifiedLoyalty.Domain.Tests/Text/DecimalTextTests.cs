using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain.Text;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Text;

public class DecimalTextTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.000", "0")]
    [InlineData("199.99", "199.99")]
    [InlineData("2024.9940", "2024.994")]
    [InlineData("007.50", "7.5")]
    [InlineData("999999999999.999999", "999999999999.999999")]
    [InlineData("-999999999999.999999", "-999999999999.999999")]
    [InlineData("1.0000000000", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-2", "0.015")]
    [InlineData("100000000000000e-3", "100000000000")]
    public void A_decimal_is_read_exactly_and_without_trailing_zeros(string text, string expected)
    {
        DecimalText.Read(Encoding.UTF8.GetBytes(text), allowExponent: true, out var value).ShouldBe(DecimalReading.Valid);
        value.ToString(CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData("1000000000000")]
    [InlineData("0.0000001")]
    [InlineData("1.1234567")]
    [InlineData("1e12")]
    [InlineData("1e-7")]
    [InlineData("1e400")]
    [InlineData("1e99999")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void What_has_too_many_digits_is_out_of_range(string text) =>
        DecimalText.Read(Encoding.UTF8.GetBytes(text), allowExponent: true, out _).ShouldBe(DecimalReading.OutOfRange);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1,5")]
    [InlineData("1,000.00")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1e")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("١")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    public void What_is_no_decimal_is_malformed(string text)
    {
        DecimalText.Read(Encoding.UTF8.GetBytes(text), allowExponent: true, out _).ShouldBe(DecimalReading.Malformed);
        DecimalText.Read(text, out _).ShouldBe(DecimalReading.Malformed);
    }

    [Fact]
    public void An_exponent_is_no_plain_decimal()
    {
        DecimalText.Read("1e3", out _).ShouldBe(DecimalReading.Malformed);
        DecimalText.Read("1e3"u8, allowExponent: false, out _).ShouldBe(DecimalReading.Malformed);
    }

    [Fact]
    public void Any_decimal_of_the_contract_survives_printing_and_reading()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var scale = random.Next(0, 7);
            var whole = random.NextInt64(0, (long)Decimals.PowerOfTen(random.Next(0, 7)) * 1_000_000);
            var value = (random.Next(2) == 0 ? 1 : -1) * whole / Decimals.PowerOfTen(scale);
            var text = value.ToString(CultureInfo.InvariantCulture);

            DecimalText.Read(text, out var read).ShouldBe(DecimalReading.Valid, $"seed {Seed}: {text}");
            read.ShouldBe(value, $"seed {Seed}: {text}");
            read.ToString(CultureInfo.InvariantCulture).ShouldBe(
                Decimals.Normalize(value).ToString(CultureInfo.InvariantCulture), $"seed {Seed}: {text}");
        }
    }
}
