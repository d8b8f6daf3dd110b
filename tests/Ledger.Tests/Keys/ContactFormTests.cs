using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Sealing;

namespace Ledger.Tests.Keys;

/// <summary>Contacts are compared in one form, however they are written.</summary>
public sealed class ContactFormTests
{
    [TestCase(" Anna.Petrova@Example.ORG\t", "anna.petrova@example.org"), TestCase("mailto:Anna@example.org", "anna@example.org"), TestCase("Почта@Пример.РФ", "почта@пример.рф")]
    [TestCase("+7 (916) 123-45-67", "79161234567"), TestCase("8 916 123 45 67", "79161234567"), TestCase("8\u00a0916\u2011123\u201345.67", "79161234567"), TestCase("tel:+79161234567", "79161234567")]
    [TestCase("79161234567", "79161234567"), TestCase("+81 3 1234 56789", "813123456789"), TestCase("+81312345678", "81312345678"), TestCase("8123456", "8123456"), TestCase("880012345678", "880012345678")]
    [TestCase("@Anna_P", "anna_p"), TestCase("anna_p", "anna_p"), TestCase("АННА", "анна"), TestCase("1234", "1234"), TestCase("12-34", "12-34"), TestCase("+7 916 CALL-ME", "+7 916 call-me")]
    [TestCase("", ""), TestCase("   ", ""), TestCase("@", ""), TestCase("---", "---")]
    public void A_contact_has_one_form(string written, string form) => Assert.That(ContactForm.Of(written), Is.EqualTo(form));

    [Test]
    public void The_contact_for_messages_is_what_persons_are_found_by() =>
        Assert.That(EventCatalogue.All.Where(kind => SealedSlots.MayHoldContact(kind.Data)).Select(kind => kind.Data), Is.EqualTo(new[] { typeof(MessagingOptedIn) }));

    [Test]
    public void Every_field_under_the_key_of_contacts_is_marked_as_one() =>
        Assert.That(EventCatalogue.All.SelectMany(kind => kind.Data.GetConstructors().SelectMany(made => made.GetParameters()))
            .SelectMany(parameter => parameter.GetCustomAttributes(typeof(SealedAttribute), false).Cast<SealedAttribute>())
            .Where(rule => rule.Category == KeyName.ContactCategory).Select(rule => rule.IsContact), Is.Not.Empty.And.All.True);
}
