using Microsoft.AspNetCore.Components;

namespace Ledger.Host.Web.Work;

/// <summary>A form about one person: named by token in the address, or typed by the operator's own id, which stands in no address.</summary>
public abstract class PersonWorkPage : WorkPage
{
    [SupplyParameterFromQuery(Name = "person")]
    public string? Token { get; set; }

    /// <summary>The person of the address, by the operator's own id.</summary>
    protected string? Known { get; private set; }

    protected override async Task Find()
    {
        Known = await IdOf(Token);
        if (Token is not null && Known is null) (Refusal, IsOpen) = (new(Refusals.PersonUnknown, "Nothing is recorded about this person, or it is forgotten who it is."), false);
    }

    protected override Task Begin()
    {
        Form.Prefill("person", Known);
        return Task.CompletedTask;
    }

    /// <summary>Whom it is about.</summary>
    protected async Task<string> Whom() => await Person("person", needed: true) ?? "";
}
