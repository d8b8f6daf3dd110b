using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Tests.Web;

/// <summary>Every form and preview in both languages: nothing an officer reads or chooses is a code of the ledger, where there is a word for it.</summary>
public sealed partial class WorkCodesTests : WorkStory
{
    /// <summary>Lists of codes that are free for the operator; those of them that have words are the usual ones.</summary>
    static readonly string[] Lists = ["channel", "messageKind", "incidentKind", "destructionMethod", "deficiency", "country", "documentKind", "signing"];

    /// <summary>What is filled in before a form is checked; a form that is not here is looked at as it opens.</summary>
    static readonly (string Page, (string Name, string Value)[] Filled)[] Filled =
    [
        ("inquiry?person={ivan}", [("inquiry", "w-1"), ("cases", "information"), ("cases", "correction"), ("channel", "office"), ("requestNumber", "7"), ("requestDate", "2025-12-01"), ("norms", "152-FZ-20-4"), ("deficiencies", "identity"), ("signature", "handwritten"), ("aboutRecipient", "mvd")]),
        ("inquiry?person={maria}", [("inquiry", "w-2"), ("cases", "withdrawal"), ("purposes", "contact"), ("categories", "email"), ("channel", "gosuslugi")]),
        ("inquiry/w-0/extend", [("reasons", "text"), ("via", "email")]),
        ("inquiry/w-00/refuse", [("norm", "152-FZ-20-2"), ("reason", "text"), ("ground", "limited")]),
        ("incident", [("incident", "w-3"), ("kind", "wrong-recipient"), ("categories", "name"), ("system", "panel-db")]),
        ("destruction/report?person={anna}&system=panel-db", [("method", "overwriting"), ("reason", "withdrawal"), ("categories", "name"), ("by1", "staff-07"), ("by1Name", "N"), ("by1Position", "P"), ("act", "w-4")]),
        ("rectify?person={ivan}", [("categories", "phone"), ("systems", "panel-db"), ("document", "text")]),
        ("destruction/continue?person={anna}", [("basis", "contract"), ("purpose", "contact"), ("categories", "email"), ("document", "text")]),
        ("hold?person={ivan}", [("ground", "court"), ("categories", "name"), ("document", "text")]),
        ("block?person={ivan}", [("reason", "unlawful-processing"), ("categories", "phone")]),
        ("recipient", [("recipient", "w4"), ("name", "N"), ("kind", "partner"), ("country", "KZ")]),
        ("system?id=panel-db", [("name", "N"), ("copiesOf", "archive"), ("country", "by")]),
        ("finding/{finding}", [("text", "text")]),
    ];

    /// <summary>Forms that are looked at as they open: what they take is a file, or nothing but texts.</summary>
    static readonly string[] Opened = ["", "inquiry", "inquiry/w-0/answer", "inquiry/w-0/deposit", "incident/notice", "destruction", "destruction/shred", "act/act-1", "policy", "hold?what=lift", "recipient?id=sms-gateway"];

    [TestCase("ru-RU")]
    [TestCase("en-GB")]
    public async Task Nothing_that_is_read_or_chosen_is_a_code(string language)
    {
        var user = language == "ru-RU" ? User : await Stage.SignIn(Role.Officer, new(language));
        if ((await Stage.Served.Ledger.Mediator.Send(new ViewInquiry("w-0", Officer))).Refusal is not null)
        {
            await Asked("w-0");
            await Letter("w-00", Story.Ivan, "information");   // an authority is not refused
        }
        var codes = Codes(language == "ru-RU");
        List<string> shown = [];
        foreach (var page in Opened) shown.AddRange(await Look(user, page, page, codes));
        foreach (var (page, filled) in Filled)
        {
            shown.AddRange(await Look(user, page, page, codes));
            await user.Page.EvaluateAsync(Fill, JsonSerializer.Serialize(filled.Select(field => new[] { field.Name, field.Value })));
            await Task.WhenAll(user.Page.WaitForURLAsync(_ => true), user.Page.ClickAsync(Preview));
            await Microsoft.Playwright.Assertions.Expect(user.Page.Locator($"{Confirm}, [role=alert]").First).ToBeVisibleAsync();
            if (await user.Page.Locator(Confirm).CountAsync() == 0) shown.Add($"{page}: no preview: {await user.Page.InnerTextAsync("[role=alert]")}");
            shown.AddRange(await Look(user, null, $"{page} (preview)", codes));
            await user.Picture($"codes-{language}-{Name().Replace(page, "-")}");
        }
        Assert.That(shown, Is.Empty);
    }

    async Task<IEnumerable<string>> Look(ConsoleUser user, string? page, string name, Regex codes)
    {
        if (page is not null)
        {
            page = page.Replace("{ivan}", TokenOf(Story.Ivan), StringComparison.Ordinal).Replace("{maria}", TokenOf(Story.Maria), StringComparison.Ordinal).Replace("{anna}", TokenOf(Story.Anna), StringComparison.Ordinal);
            if (page.Contains("{finding}", StringComparison.Ordinal))
                page = page.Replace("{finding}", (await Stage.Served.Ledger.Mediator.Send(new ListFindings(Officer))).Value.Rows[0].Id, StringComparison.Ordinal);
            await user.Go($"/console/tasks/{page}");
        }
        var texts = await user.Page.EvaluateAsync<string[]>(Texts);
        return texts.SelectMany(text => codes.Matches(text).Select(match => $"{name}: “{match.Value}” in “{text.Trim()}”"));
    }

    /// <summary>The codes of every choice of every event, and of the lists; in English only those that are no words, which a hyphen tells.</summary>
    static Regex Codes(bool russian)
    {
        var choices = EventCatalogue.All.SelectMany(kind => Enums(kind.Data, [])).Distinct().SelectMany(Enum.GetNames).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);
        var codes = choices.Concat(Lists.SelectMany(EventSentences.CodesOf)).Distinct().Where(code => russian || code.Contains('-', StringComparison.Ordinal)).OrderByDescending(code => code.Length).ToList();
        Assert.That(codes, Has.Count.GreaterThan(russian ? 120 : 25));
        return new($@"(?<![\w-])(?:{string.Join('|', codes.Select(Regex.Escape))}|152-FZ-[\d-]+|panel-db|telemetry-db|mailing-db|sms-gateway|assist-24|personalised-service|s-[0-9a-z]{{16,}}|/services/\S+)(?![\w-])", russian ? RegexOptions.IgnoreCase : RegexOptions.None);
    }

    static IEnumerable<Type> Enums(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type)) yield break;
        foreach (var property in type.GetProperties())
        {
            var at = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (at.IsGenericType) at = at.GetGenericArguments()[0];
            at = Nullable.GetUnderlyingType(at) ?? at;
            if (at.IsEnum) yield return at;
            else if (at.Assembly == typeof(EventCatalogue).Assembly)
                foreach (var inner in Enums(at, seen)) yield return inner;
        }
    }

    /// <summary>What is read on a page: its texts outside of what is marked as a code, what can be chosen, what is suggested, and what one-line fields of countries and norms hold.</summary>
    const string Texts = """
        () => {
            const texts = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode())
                if (node.data.trim() && !node.parentElement.closest("code, .mono, textarea, script")) texts.push(node.data);
            for (const option of document.querySelectorAll("main datalist option")) texts.push(option.value);
            for (const field of document.querySelectorAll("main input[list], main input[placeholder]")) texts.push(field.value, field.placeholder);
            return texts;
        }
        """;

    const string Fill = """
        given => {
            const form = document.querySelector("form.work");
            for (const [name, value] of JSON.parse(given)) {
                const field = [...form.elements].find(element => element.name === name && (element.type !== "checkbox" || element.value === value));
                if (!field) throw new Error(`no field ${name} for ${value}`);
                if (field.type === "checkbox") field.checked = true;
                else field.value = value;
                if (field.value !== value) throw new Error(`${name} takes no ${value}`);
            }
        }
        """;

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Name();
}
