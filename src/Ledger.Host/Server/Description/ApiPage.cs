using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Host.Server;

/// <summary>The OpenAPI document as one page to read, without scripts and without anything to fetch.</summary>
static class ApiPage
{
    public static string Of(JsonObject document, string nonce)
    {
        var tags = document["tags"]!.AsArray().Select(tag => new ApiTag(document, tag!.AsObject())).Where(tag => tag.Operations.Count > 0).ToList();
        var page = new StringBuilder();
        page.Add($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Add($"<title>Ledger: HTTP</title><style nonce=\"{nonce}\">{Style}</style></head><body><nav><h1>Ledger</h1><p class=\"version\">{Text(document["info"]!["version"])} · ")
            .Append("<a href=\"/openapi.json\">openapi.json</a> · <a href=\"/schemas\">schemas</a></p>");
        foreach (var tag in tags)
        {
            page.Add($"<h2>{Text(tag.Name)}</h2><ul>");
            foreach (var operation in tag.Operations)
                page.Add($"<li><a href=\"#{Text(operation.Id)}\"><span class=\"m {operation.Method}\">{Text(operation.Method)}</span> <code>{Breakable(operation.Path)}</code></a></li>");
            page.Append("</ul>");
        }
        page.Append("</nav><main>");
        foreach (var tag in tags)
        {
            page.Add($"<section class=\"tag\"><h2>{Text(tag.Name)}</h2><p>{Text(tag.Description)}</p></section>");
            foreach (var operation in tag.Operations) Append(page, operation);
        }
        return page.Append("</main></body></html>").ToString();
    }

    static void Append(StringBuilder page, ApiOperation operation)
    {
        page.Add($"<article id=\"{Text(operation.Id)}\"><h3><span class=\"m {operation.Method}\">{Text(operation.Method)}</span> <code>{Breakable(operation.Path)}</code></h3>")
            .Add($"<p class=\"summary\">{Text(operation.Summary)}</p>");
        if (operation.Description is { } description) page.Add($"<p>{Text(description)}</p>");
        page.Add($"<p class=\"roles\">{(operation.Roles.Count == 0 ? "Open to all." : "For: " + Text(string.Join(", ", operation.Roles)) + ".")}</p>");
        if (operation.Parameters.Count > 0)
        {
            page.Append("<table><tr><th>parameter</th><th>in</th><th></th></tr>");
            foreach (var parameter in operation.Parameters)
                page.Add($"<tr><td><code>{Text(parameter["name"])}</code>{(parameter["required"]?.GetValue<bool>() == true ? " <b>required</b>" : "")}</td><td>{Text(parameter["in"])}</td><td>{Text(parameter["description"])}</td></tr>");
            page.Append("</table>");
        }
        foreach (var body in operation.RequestBodies) page.Add($"<h4>Body <span class=\"type\">{Text(body.MediaType)}</span></h4><pre>{Text(body.Example)}</pre>");
        page.Add($"<h4>Try it</h4><pre class=\"curl\">{Text(operation.Curl)}</pre>");
        foreach (var answer in operation.Answers)
        {
            page.Add($"<h4>{Text(answer.Status)} <span class=\"type\">{Text(answer.MediaType)}</span></h4><p>{Text(answer.Description)}</p>");
            if (answer.Example is { } example) page.Add($"<pre>{Text(example)}</pre>");
        }
        page.Append("<table class=\"problems\"><tr><th>refused</th><th></th></tr>");
        foreach (var problem in operation.Problems) page.Add($"<tr><td>{Text(problem.Status)}</td><td>{Text(problem.Description)}</td></tr>");
        page.Append("</table></article>");
    }

    static StringBuilder Add(this StringBuilder page, string html) => page.Append(html);

    static string Text(JsonNode? node) => Text(node?.GetValue<string>());

    static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A long path may break behind a slash.</summary>
    static string Breakable(string path) => Text(path).Replace("/", "/<wbr>", StringComparison.Ordinal);

    const string Style = """
        :root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a4048); --soft: light-dark(#f4f6f8, #20252b); --quiet: light-dark(#57606a, #9aa4af); --link: light-dark(#0b57a4, #7db7ff); }
        * { box-sizing: border-box; }
        body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#fff, #15191e); color: light-dark(#1b1f24, #e3e7eb); display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
        nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.2rem; border-right: 1px solid var(--line); background: var(--soft); }
        nav h1 { margin: 0; font-size: 1.3rem; } nav h2 { margin: 1.2rem 0 .3rem; font-size: .8rem; text-transform: uppercase; letter-spacing: .05em; color: var(--quiet); }
        nav ul { list-style: none; margin: 0; padding: 0; } nav li a { display: flex; gap: .5rem; padding: .12rem 0; text-decoration: none; align-items: baseline; font-size: .85rem; }
        a { color: var(--link); } .version { color: var(--quiet); font-size: .85rem; margin: .2rem 0; }
        main { padding: 1.2rem 2rem 4rem; max-width: 62rem; } .tag { border-bottom: 2px solid var(--line); margin-top: 2rem; } .tag h2 { margin-bottom: 0; } .tag p { color: var(--quiet); }
        article { padding: 1rem 0 1.5rem; border-bottom: 1px solid var(--line); scroll-margin-top: 1rem; } article h3 { margin: .2rem 0; font-size: 1.05rem; } article h4 { margin: 1rem 0 .3rem; font-size: .9rem; }
        .summary { font-weight: 600; margin: .3rem 0; } .roles, .type { color: var(--quiet); font-size: .85rem; font-weight: 400; }
        .m { display: inline-block; min-width: 3.6rem; text-align: center; font: 600 .7rem/1.5 ui-monospace, monospace; text-transform: uppercase; border-radius: 4px; padding: 0 .3rem; color: #fff; background: #57606a; flex: none; }
        .m.get { background: #1f6f43; } .m.post { background: #0b57a4; } .m.delete { background: #a4262c; } .m.put { background: #8a5a00; }
        code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .85rem; overflow-wrap: anywhere; }
        pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; margin: .2rem 0; overflow-x: auto; white-space: pre-wrap; } .curl { border-left: 4px solid var(--link); }
        table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .9rem; } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); } th { color: var(--quiet); font-weight: 500; font-size: .8rem; } td:first-child { white-space: nowrap; } td b { color: var(--quiet); font-size: .75rem; font-weight: 500; }
        @media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 1rem; } td:first-child { white-space: normal; } td b { display: block; } }
        """;
}
