using System.CommandLine;
using Ledger.Host.Demo;

namespace Ledger.Host.Commands;

/// <summary>The language a command speaks to people.</summary>
static class Languages
{
    public static Option<string> Option()
    {
        var option = new Option<string>("--lang") { Description = "en or ru.", DefaultValueFactory = _ => "en" };
        option.AcceptOnlyFromAmong("en", "ru");
        return option;
    }

    public static Language Of(Session session, Option<string> option) => session.Value(option) == "ru" ? Language.Ru : Language.En;
}
