using System.Net;
using GovLiaison.Common;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Officer;

/// <summary>A phone that was revoked or signed out opens nothing at its next request.</summary>
public sealed class OfficerPhoneTests : PhonePages
{
    [Fact]
    public async Task Phone_RevokedByTheSystemAdministrator_IsShutOutAtItsNextRequest()
    {
        using var phone = await Host.EnteredAsync();
        var page = await phone.GetStringAsync("/o", Token);
        var administrator = await Host.Database.Data.StaffAsync(Roles.SystemAdministrator, TestTree.Province);
        var device = await Host.Database.ReadAsync(db => db.Devices.SingleAsync());

        Assert.Null((await Host.Database.Get<DeviceService>().RevokeAsync(administrator, device.Id, Token)).Refusal);

        using var seen = await phone.GetAsync("/o", Token);
        using var answered = await phone.SubmitAsync(PhoneForms.Address(page, "/o/answer"), page, ("answer", "received"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (seen.StatusCode, answered.StatusCode));
        Assert.Empty(await Host.ReceiptsAsync());
        Assert.Equal("DeviceRevoked", (await Host.Database.ActsAsync())[^1]);
    }

    [Theory]
    [InlineData(Roles.SecurityAdministrator)]
    [InlineData(Roles.AuditAdministrator)]
    [InlineData(Roles.DutyLeader)]
    public async Task Phone_OfAnother_IsNobodyElsesToRevoke(string role)
    {
        using var phone = await Host.EnteredAsync();
        var device = await Host.Database.ReadAsync(db => db.Devices.SingleAsync());

        var refused = await Host.Database.Get<DeviceService>().RevokeAsync(await Host.Database.Data.StaffAsync(role, TestTree.Province), device.Id, Token);

        Assert.Equal(Refusal.NotFound, refused.Refusal);
        using var seen = await phone.GetAsync("/o", Token);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    [Fact]
    public async Task SignOut_OnThePhone_EndsItAndIsRecorded()
    {
        using var phone = await Host.EnteredAsync();
        var page = await phone.GetStringAsync("/o", Token);

        using var left = await phone.SubmitAsync("/o/leave", page);
        using var seen = await phone.GetAsync("/o", Token);

        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, seen.StatusCode);
        Assert.NotNull((await Host.Database.ReadAsync(db => db.Devices.SingleAsync())).RevokedAt);
        Assert.Equal("DeviceRevoked", (await Host.Database.ActsAsync())[^1]);
    }

    [Fact]
    public async Task SignOut_FromAForeignPage_LeavesThePhoneIn()
    {
        using var phone = await Host.EnteredAsync();

        using var _ = await phone.SubmitAsync("/o/leave", "");
        using var seen = await phone.GetAsync("/o", Token);

        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    [Fact]
    public async Task Phones_OfACounty_AreListedForTheSystemAdministratorAlone()
    {
        using var phone = await Host.EnteredAsync();
        var phones = Host.Database.Get<PhoneQueries>();

        var listed = (await phones.ListAsync(TestTree.County, await Host.Database.Data.StaffAsync(Roles.SystemAdministrator, TestTree.Province), Token)).Value;

        var row = Assert.Single(listed.Rows);
        Assert.Equal((Host.Officer.PersonId, TestTree.Village, 1), (row.PersonId, row.DivisionCode, listed.Total));
        Assert.Contains('*', row.Name);
        Assert.Equal(Refusal.NotPermitted, (await phones.ListAsync(TestTree.County, Host.Signer, Token)).Refusal);
    }
}
