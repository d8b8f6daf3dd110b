using Ledger.Access;
using Ledger.Registers;

namespace Ledger.Tests.Deciders;

public sealed class RegisterBookTests
{
    static readonly SystemRegistered Crm = new("crm", "Клиенты", "RU", true, [], []);
    static readonly RecipientRegistered Police = new("mvd", "ГУ МВД", RecipientKind.StateBody, "RU");

    [Test]
    public void Recipients_and_systems_are_registered()
    {
        After().When(Crm).ThenItHappens();
        After().When(Police).ThenItHappens();
    }

    [Test]
    public void The_same_again_is_nothing_new_and_a_change_is_recorded()
    {
        After(Crm, Police).When(Crm with { Services = [] }).ThenNothing();
        After(Crm, Police).When(Police).ThenNothing();
        After(Crm, Police).When(Crm with { Country = "DE" }).ThenItHappens();
        After(Crm, Police).When(Police with { Name = "МВД" }).ThenItHappens();
    }

    [Test]
    public void A_system_retires_once_and_does_not_come_back()
    {
        var retired = new SystemRetired("crm", "замена");
        After().When(retired).ThenRefused(RegisterBook.SystemUnknown, "$.data.system");
        After(Crm).When(retired).ThenItHappens();
        After(Crm, retired).When(retired with { Reason = "ещё раз" }).ThenNothing();
        After(Crm, retired).When(Crm).ThenRefused(RegisterBook.SystemIsRetired, "$.data.system");
    }

    static Given<RegisterBook, RegisterEvent> After(params RegisterEvent[] happened) => new(happened);
}

public sealed class AccessBookTests
{
    static readonly AccessGranted Granted = new("anna", "officer", "приказ 1", []);

    [Test]
    public void Clause_2_3_access_is_granted_changed_and_revoked()
    {
        After().When(Granted).ThenItHappens();
        After(Granted).When(Granted with { Systems = [] }).ThenNothing();
        After(Granted).When(Granted with { Role = "auditor" }).ThenItHappens();
        After(Granted).When(new AccessRevoked("anna", "перевод")).ThenItHappens();
    }

    [Test]
    public void Only_what_is_there_can_be_revoked()
    {
        var revoked = new AccessRevoked("anna", "перевод");
        After().When(revoked).ThenRefused(AccessBook.AccessUnknown, "$.data.actor");
        After(Granted, revoked).When(revoked).ThenRefused(AccessBook.AccessUnknown);
        After(Granted, revoked).When(Granted).ThenItHappens();
    }

    static Given<AccessBook, AccessEvent> After(params AccessEvent[] happened) => new(happened);
}
