using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Posts;

namespace GovLiaison.Tests.SqlServer;

/// <summary>Arguments made from the types of a method's parameters; the variant decides between yes and no, and between the kinds.</summary>
internal sealed class CannedArguments(Actor actor, int variant, Func<Type, object?> special)
{
    private static readonly string[] Kinds =
    [
        ReceiptKinds.Confirmed, ReceiptKinds.Opened, ReceiptKinds.Help, ReceiptKinds.Listened, ReceiptKinds.ToldInPerson, ReceiptKinds.ToldInGroup,
        ReceiptKinds.ToldByOfficer, ReceiptKinds.SelfDeclared, ReceiptKinds.NotFound, ReceiptKinds.Relayed,
    ];

    private static readonly ConcurrentDictionary<ParameterInfo, bool> MayBeNull = new();

    public object?[] For(MethodBase method) =>
        [.. method.GetParameters().Select(parameter => variant % 4 == 3 && IsNullable(parameter) ? null : Make(parameter.ParameterType, parameter.Name!))];

    private static bool IsNullable(ParameterInfo parameter) =>
        MayBeNull.GetOrAdd(parameter, asked => new NullabilityInfoContext().Create(asked).WriteState == NullabilityState.Nullable);

    private object? Make(Type type, string name)
    {
        if (special(type) is { } given) return given;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Make(inner, name);
        if (type == typeof(Actor)) return actor;
        if (type == typeof(CancellationToken)) return CancellationToken.None;
        if (type == typeof(string)) return Text(name);
        if (type == typeof(Guid)) return CannedValues.Id(1);
        if (type == typeof(int)) return name.ToUpperInvariant() is "SKIP" or "RANK" ? 0 : 1;
        if (type == typeof(long)) return 1L;
        if (type == typeof(bool)) return variant % 2 == 0;
        if (type == typeof(Uri)) return new Uri("http://127.0.0.1:1");
        if (type == typeof(byte[])) return new byte[32];
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(15);
        if (type == typeof(DateTime)) return CannedValues.Now.AddHours(name.StartsWith("Expires", StringComparison.OrdinalIgnoreCase) ? 6 : 0);
        if (type == typeof(DateOnly)) return DateOnly.FromDateTime(CannedValues.Now).AddDays(name.StartsWith("Until", StringComparison.OrdinalIgnoreCase) ? 30 : 0);
        if (type == typeof(DivisionPath)) return new DivisionPath(CannedValues.Path);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(variant % Enum.GetValues(type).Length);
        if (ElementOf(type) is { } element) return Several(element, name);
        if (type.IsInterface) return null;
        return type == typeof(TextReader) ? new StringReader(Testing.TestTree.Csv()) : Compose(type);
    }

    private string Text(string name) => name.ToUpperInvariant() switch
    {
        "PATH" => CannedValues.Path,
        "CODE" or "TAGS" => Testing.TestTree.Village,
        "KEY" => "gl1",
        "KIND" => Kinds[variant % Kinds.Length],
        "KEYPRESSED" => "1",
        "TEXT" => variant % 2 == 0 ? "1" : "2",
        "PASSWORD" => CannedValues.Password,
        "PHONE" => CannedValues.Phone,
        "COOKIE" => new string('A', 64),
        "ROLE" => Roles.All.ElementAt(variant % Roles.All.Count),
        "LANGUAGE" => "zh-CN",
        "AUDIENCE" => TextAudiences.Resident,
        "CHANNEL" => DispatchChannels.Sms,
        _ => "canned",
    };

    private static Type? ElementOf(Type type) => type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericArguments().Length == 1 && type.IsAssignableFrom(typeof(List<>).MakeGenericType(type.GetGenericArguments()))
            ? type.GetGenericArguments()[0] : null;

    private Array Several(Type element, string name)
    {
        var several = Array.CreateInstance(element, variant % 5 == 4 ? 0 : 1);
        if (several.Length > 0) several.SetValue(Make(element, name), 0);
        return several;
    }

    private object Compose(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(candidate => candidate.GetParameters() is not [var only] || only.ParameterType != type)
            .OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var made = constructor.Invoke(For(constructor));
        foreach (var property in type.GetProperties().Where(property => property.GetCustomAttribute<RequiredMemberAttribute>() is not null))
            property.SetValue(made, Make(property.PropertyType, property.Name));
        return made;
    }
}
