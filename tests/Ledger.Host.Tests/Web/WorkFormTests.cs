using Ledger.Host.Web.Work;

namespace Ledger.Host.Tests.Web;

/// <summary>What fields of the forms take, and what they begin with.</summary>
public sealed class WorkFormTests
{
    [TestCase("беларусь", ExpectedResult = "BY")]
    [TestCase("Kazakhstan", ExpectedResult = "KZ")]
    [TestCase("pt", ExpectedResult = "PT")]
    [TestCase("XX", ExpectedResult = null)]
    [TestCase("UK", ExpectedResult = null)]
    [TestCase("Нигде", ExpectedResult = null)]
    public string? A_country_is_one_that_there_is(string text) => WorkChoices.CountryCode(text);

    [Test]
    public void A_hold_gets_the_first_number_of_the_day_that_none_has_had()
    {
        var day = new DateOnly(2026, 3, 2);
        Assert.That(HoldNumber.Next(day, []), Is.EqualTo("20260302-1"));
        Assert.That(HoldNumber.Next(day, ["20260302-1", "20260302-2", "20260301-3", "dispute"]), Is.EqualTo("20260302-3"));
        Assert.That(HoldNumber.Next(day, ["20260302-2"]), Is.EqualTo("20260302-1"));
    }
}
