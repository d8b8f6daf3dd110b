using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Ledger.Journal;
using Ledger.Sealing;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Vocabulary;

/// <summary>The tables of docs/event-format.md are what the code says, word for word.</summary>
public sealed class EventFormatTests
{
    const string Marker = "LEDGER_GOLDEN=write renders it anew. -->\n";

    static readonly string Document = Path.Combine(SourceTree.Root, "docs/event-format.md");

    static readonly Dictionary<string, XElement> Comments = XDocument.Load(Path.ChangeExtension(typeof(EventKind).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    [Test]
    public void The_document_shows_every_type_and_field_as_it_is()
    {
        var text = File.ReadAllText(Document);
        var head = text[..(text.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)];
        var rendered = head + Tables();
        if (Environment.GetEnvironmentVariable("LEDGER_GOLDEN") == "write") File.WriteAllText(Document, rendered);
        Assert.That(File.ReadAllText(Document), Is.EqualTo(rendered));
    }

    static string Tables()
    {
        var text = new StringBuilder("\n## Types\n");
        List<Type> parts = [];
        foreach (var kind in EventCatalogue.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### `{kind.FullType}`\n\n{Summary(kind.Data)}\n\n*{Rules(kind)}*\n");
            Table(kind.Data, text, parts);
        }
        text.Append("\n## Parts\n");
        for (var at = 0; at < parts.Count; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {Title(parts[at])}\n\n{Summary(parts[at])}\n");
            Table(parts[at], text, parts);
        }
        return text.ToString();
    }

    static void Table(Type type, StringBuilder text, List<Type> parts)
    {
        text.Append("\n| property | form | required | meaning |\n|---|---|---|---|\n");
        foreach (var field in CodecShape.Of(type).Fields)
        {
            var required = field.ByLedger ? "by the ledger" : field.Required ? "yes" : field.Default is null ? "" : $"else `{Name(field.Default)}`";
            var meaning = Words(Comments[$"T:{type.FullName}"].Elements("param").Single(param => param.Attribute("name")!.Value == field.Parameter.Name));
            text.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {Form(field.Parameter, field.Parameter.ParameterType, parts)} | {required} | {meaning} |\n");
        }
    }

    static string Rules(EventKind kind)
    {
        var stream = kind.Stream switch
        {
            StreamKind.Person => kind.Subject == SubjectRule.Optional ? "The person's stream, or the registers" : "The person's stream",
            StreamKind.Inquiry => "The inquiry's stream",
            StreamKind.Incident => "The incident's stream",
            StreamKind.Act => "The act's stream",
            StreamKind.Viewer => "The viewer's stream",
            _ => "The registers",
        };
        var subject = kind.Subject switch { SubjectRule.Required => "a subject", SubjectRule.Optional => "a subject or none", _ => "no subject" };
        var by = kind.By switch { Publishing.Fact => "a fact: recorded whenever well formed", Publishing.Command => "an officer's command: may be refused", _ => "written by the ledger only" };
        return $"{stream}; {subject}; {by}.";
    }

    static string Form(ParameterInfo parameter, Type declared, List<Type> parts)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsGenericType)
        {
            var items = parameter.GetCustomAttribute<ItemsAttribute>();
            var limits = items is null ? "" : $", {items.Min} to {items.Max}";
            return $"list of {Form(parameter, type.GetGenericArguments()[0], parts)}{limits}";
        }
        if (type == typeof(bool)) return "`true` or `false`";
        if (type == typeof(long)) return "count";
        if (type == typeof(DateTimeOffset)) return "moment";
        if (type == typeof(DateOnly)) return "date";
        if (type == typeof(PersonRef)) return "person";
        if (type == typeof(string)) return Text(parameter, "id");
        if (type == typeof(PersonalValue)) return $"{Text(parameter, "text 4000")}, {Sealing(parameter.GetCustomAttribute<SealedAttribute>()!)}";
        if (type.IsEnum) return string.Join(", ", Enum.GetValues(type).Cast<object>().Select(value => $"`{Name(value)}`"));
        if (!parts.Contains(type)) parts.Add(type);
        return $"[{Title(type)}](#{Title(type).Replace(' ', '-')})";
    }

    static string Text(ParameterInfo parameter, string otherwise) =>
        parameter.IsDefined(typeof(Sha256Attribute)) ? "sha256"
        : parameter.IsDefined(typeof(CountryAttribute)) ? "country"
        : parameter.GetCustomAttribute<TextAttribute>() is { } text ? $"text {text.Max}"
        : otherwise;

    static string Sealing(SealedAttribute rule) =>
        $"sealed `{Name(rule.Class)}/{rule.Category}`{(rule.Owner is null ? "" : $" of `{JsonNamingPolicy.CamelCase.ConvertName(rule.Owner)}`")}";

    static string Name(object value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!);

    static string Title(Type type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name).Replace('-', ' ');

    static string Summary(Type type) => Words(Comments[$"T:{type.FullName}"].Element("summary")!);

    static string Words(XElement comment)
    {
        var words = comment.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
            _ => ((XText)node).Value,
        });
        return string.Join(' ', string.Concat(words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
