using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Ledger.Tests;

namespace Ledger.Host.Tests.Acts;

/// <summary>The act of destruction and the log export against Order RKN 179 of 28.10.2022, item by item, in every form they are handed out in.</summary>
public sealed partial class ActFieldTests
{
    static readonly string[] Formats = ["html", "csv", "pdf"];

    Workspace _place = null!;

    [OneTimeSetUp]
    public void Publish()
    {
        _place = new();
        _place.Publish(TwoSystems.Published);
    }

    [OneTimeTearDown]
    public void Remove() => _place.Dispose();

    /// <summary>The items this test knows are those of the project's reading of the order, which lies beside the checkout.</summary>
    [Test]
    public void The_items_are_those_of_the_order()
    {
        var law = Path.Combine(Repository.Root, "..", "shared", "LAW.md");
        Needs.Met(File.Exists(law), "shared/LAW.md is not beside the repository.");
        var text = File.ReadAllText(law);
        var section = text[text.IndexOf("Act of destruction (акт", StringComparison.Ordinal)..text.IndexOf("Ledger fit: emit", StringComparison.Ordinal)];
        Assert.That(ActItem().Matches(section).Select(item => item.Groups[1].Value), Is.EqualTo(TwoSystems.ActItems.Keys));
        Assert.That(LogItem().Matches(section[section.IndexOf("Log export, p. 5", StringComparison.Ordinal)..]).Select(item => item.Groups[1].Value), Is.EqualTo(TwoSystems.LogItems.Keys));
    }

    [TestCaseSource(nameof(Formats))]
    public void The_act_holds_every_item_of_the_order(string format) => Holds("destruction-act", format, TwoSystems.ActItems);

    [TestCaseSource(nameof(Formats))]
    public void The_log_export_holds_every_item_of_the_order(string format)
    {
        var text = Holds("destruction-log", format, TwoSystems.LogItems);
        Assert.That(text, Does.Not.Contain("Договор № 118").And.Not.Contain("Бумажный архив"), "what was processed without automation is in no log");
    }

    [Test]
    public void Each_item_bears_its_letter_and_has_a_place_to_sign()
    {
        var act = Text("destruction-act", "html");
        foreach (var letter in TwoSystems.ActItems.Keys) Assert.That(act, Does.Contain($"{letter}) ").Or.Contain($"({letter})"), letter);
        Assert.That(act, Does.Contain("Подпись"));
        Assert.That(act, Does.Contain("до 20.05.2028 включительно"), "three years from the last destruction (p. 8)");
    }

    [Test]
    public void Pages_are_numbered() => Assert.That(Text("destruction-act", "pdf"), Does.Match("Страница 1 из [1-9]"));

    [Test]
    public void An_extract_is_about_one_person_and_issues_nothing()
    {
        var file = _place.At("extract.html");
        var issued = _place.Run("report", "destruction-act", TwoSystems.Act, "--subject", TwoSystems.Boris, "--out", file, "--reason", "просьба субъекта").Exits(0);
        Assert.That(issued.Output, Does.Contain(" about 1 person up to #"));
        var extract = File.ReadAllText(file);
        Assert.That(extract, Does.Contain("ВЫПИСКА ИЗ АКТА").And.Contain(TwoSystems.Boris).And.Not.Contain(TwoSystems.AnnasName));
    }

    string Holds(string kind, string format, Dictionary<string, string[]> items)
    {
        var text = Text(kind, format);
        Assert.Multiple(() =>
        {
            foreach (var (letter, values) in items)
                foreach (var value in values) Assert.That(Joined(text, format), Does.Contain(Joined(value, format)), $"item {letter}");
        });
        return text;
    }

    /// <summary>What a reader of the document reads, its lines joined.</summary>
    string Text(string kind, string format)
    {
        if (format == "pdf") Printing.Needed();
        var file = _place.At($"{kind}.{format}");
        if (!File.Exists(file)) _place.Run("report", kind, TwoSystems.Act, "--out", file, "--reason", "order-12").Exits(0);
        var text = format switch { "pdf" => Printing.TextOf(file), "html" => WebUtility.HtmlDecode(Tag().Replace(File.ReadAllText(file), " ")), _ => File.ReadAllText(file) };
        return Space().Replace(text, " ");
    }

    /// <summary>A line of a printed page can end at a hyphen, which its text then does not show.</summary>
    static string Joined(string text, string format) => format == "pdf" ? text.Replace("-", "", StringComparison.Ordinal) : text;

    [GeneratedRegex(@"^\| ([а-я]) \|", RegexOptions.Multiline)]
    private static partial Regex ActItem();

    [GeneratedRegex(@"\(([а-я])\)")]
    private static partial Regex LogItem();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

/// <summary>What tests of printed documents need.</summary>
static class Printing
{
    public static void Needed()
    {
        Needs.Met(((string[])["chromium", "chromium-browser", "google-chrome"]).Any(OnPath), "No Chromium is on PATH.");
        Needs.Command("pdftotext");
    }

    /// <summary>The document's text: cells of a table in reading order.</summary>
    public static string TextOf(string pdf)
    {
        using var process = Process.Start(new ProcessStartInfo("pdftotext", [pdf, "-"]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    static bool OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
