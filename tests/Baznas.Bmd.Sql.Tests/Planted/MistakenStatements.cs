using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Storage;
using static Baznas.Bmd.SqlTests.Planted.MistakenStatements.Shapes;

namespace Baznas.Bmd.SqlTests.Planted;

/// <summary>What is to be said against a planted mistake.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class CaughtAttribute(params string[] complaints) : Attribute
{
    public IReadOnlyList<string> Complaints { get; } = complaints;
}

/// <summary>One mistake in each statement, named by it.</summary>
internal static class MistakenStatements
{
    [Caught(
        "There is no table Loanz.",
        "SQL Server model: has an unresolved reference to object [dbo].[Loanz].",
        "SQLite: 'no such table: Loanz'"
    )]
    public static readonly Sql<ById, string> A_table_that_is_not_there = new(
        "SELECT [Number] FROM [Loanz] WHERE [Id] = @Id"
    );

    [Caught(
        "There is no column [Numbr] here.",
        "SQL Server model: has an unresolved reference to object [dbo].[Loan].[Numbr].",
        "SQLite: 'no such column: Numbr'"
    )]
    public static readonly Sql<ById, string> A_column_that_is_not_there = new(
        "SELECT [Numbr] FROM [Loan] WHERE [Id] = @Id"
    );

    [Caught("There is no column l.[Numbr] here.")]
    public static readonly Sql<ById, string> A_column_that_is_not_there_but_in_an_optional_part = new(
        "SELECT [Number] FROM [Loan] AS l WHERE [Id] = @Id{?Name: AND l.[Numbr] = @Name}"
    );

    [Caught("number is spelt Number")]
    public static readonly Sql<ById, string> A_column_in_other_letters = new(
        "SELECT [number] FROM [Loan] WHERE [Id] = @Id"
    );

    [Caught("[Id] may be of l or b.")]
    public static readonly Sql<ById, string> A_column_of_two_tables = new(
        "SELECT [Id] FROM [Loan] AS l JOIN [Borrower] AS b ON b.[Id] = l.[BorrowerId] WHERE l.[Id] = @Id"
    );

    [Caught("FROM has l twice.")]
    public static readonly Sql<ById, long> One_name_for_two_tables = new(
        "SELECT 1 AS [One] FROM [Loan] AS l CROSS JOIN [Borrower] AS l WHERE [ExternalRef] = @Id"
    );

    [Caught("There is no column [Owed] here.")]
    public static readonly Sql<Nothing, long> An_order_by_an_expression_of_a_result = new(
        "SELECT [Principal] AS [Owed] FROM [Loan] ORDER BY [Owed] + 1"
    );

    [Caught("[Number] is neither grouped nor aggregated.")]
    public static readonly Sql<Nothing, NumberAndCount> A_column_that_is_not_grouped = new(
        "SELECT [Number], COUNT(*) AS [Count] FROM [Loan] GROUP BY [OfficeId]"
    );

    [Caught("[Number] is neither grouped nor aggregated.")]
    public static readonly Sql<Nothing, NumberAndCount> A_column_beside_an_aggregate = new(
        "SELECT [Number], COUNT(*) AS [Count] FROM [Loan]"
    );

    [Caught("l.[Number] is neither grouped nor aggregated.")]
    public static readonly Sql<Nothing, long> A_subquery_with_a_column_that_is_not_grouped = new(
        """
        SELECT (SELECT COUNT(*) FROM [Akad] AS a WHERE a.[Number] = l.[Number]) AS [Signed]
        FROM [Loan] AS l GROUP BY l.[OfficeId]
        """
    );

    [Caught("[Number] is neither grouped nor aggregated.")]
    public static readonly Sql<Nothing, int> An_order_that_is_not_grouped = new(
        "SELECT COUNT(*) AS [Count] FROM [Loan] GROUP BY [OfficeId] ORDER BY [Number]"
    );

    [Caught("GROUP BY a constant")]
    public static readonly Sql<Nothing, int> A_group_by_place = new(
        "SELECT COUNT(*) AS [Count] FROM [Loan] GROUP BY 1"
    );

    [Caught("SQL Server aggregates no subquery and no aggregate")]
    public static readonly Sql<Nothing, int?> A_sum_over_a_subquery = new(
        """
        SELECT SUM(CASE WHEN EXISTS (SELECT 1 FROM [Akad] AS a WHERE a.[LoanId] = l.[Id]) THEN 1 ELSE 0 END) AS [Signed]
        FROM [Loan] AS l
        """
    );

    [Caught("SQL Server has no such aggregate of a truth value")]
    public static readonly Sql<Nothing, bool?> The_greatest_truth_value = new(
        "SELECT MAX([IsActive]) AS [Any] FROM [AppUser]"
    );

    [Caught("SQL Server does not add up a bit")]
    public static readonly Sql<Nothing, int?> A_sum_of_truth_values = new(
        "SELECT SUM([IsActive]) AS [Active] FROM [AppUser]"
    );

    [Caught("SELECT DISTINCT can only be ordered by what it selects: [Principal].")]
    public static readonly Sql<Nothing, string> Distinct_rows_ordered_by_another_column = new(
        "SELECT DISTINCT [Number] FROM [Loan] ORDER BY [Principal]"
    );

    [Caught("The order of Union can only be by columns of its result: [Principal].")]
    public static readonly Sql<Nothing, string> A_union_ordered_by_another_column = new(
        "SELECT [Number] FROM [Loan] UNION SELECT [Number] FROM [Borrower] ORDER BY [Principal]"
    );

    [Caught("The two sides of Union have 1 and 2 columns.")]
    public static readonly Sql<Nothing, string> A_union_of_unlike_rows = new(
        "SELECT [Number] FROM [Loan] UNION SELECT [Number], [FullName] FROM [Borrower]"
    );

    [Caught("a 64-bit integer and text meet in column Principal of both sides.")]
    public static readonly Sql<Nothing, long> A_union_of_unlike_values = new(
        "SELECT [Principal] FROM [Loan] UNION SELECT [Number] FROM [Borrower]"
    );

    [Caught("A column of x has no name.")]
    public static readonly Sql<Nothing, int> A_subquery_without_a_name_for_its_column = new(
        "SELECT 1 AS [One] FROM (SELECT COUNT(*) FROM [Loan]) AS x"
    );

    [Caught("c has 2 columns Id.")]
    public static readonly Sql<Nothing, int> Two_columns_of_one_name = new(
        "WITH c AS (SELECT [Id], [OfficeId] AS [Id] FROM [Loan]) SELECT 1 AS [One] FROM c"
    );

    [Caught("c refers to itself")]
    public static readonly Sql<Nothing, int> A_recursion = new(
        "WITH c AS (SELECT 1 AS [N] UNION ALL SELECT [N] + 1 FROM c WHERE [N] < 1000) SELECT [N] FROM c"
    );

    [Caught("a 64-bit integer is compared with text: [Principal] = @Id.")]
    public static readonly Sql<ById, string> A_number_compared_with_text = new(
        "SELECT [Number] FROM [Loan] WHERE [Principal] = @Id"
    );

    [Caught("a date is compared with an instant: [ApprovedOn] < [CreatedAt].")]
    public static readonly Sql<Nothing, string> A_date_compared_with_an_instant = new(
        "SELECT [Number] FROM [Loan] WHERE [ApprovedOn] < [CreatedAt]"
    );

    [Caught("a date is compared with text: [ApprovedOn] < '2026-01-31'.")]
    public static readonly Sql<Nothing, string> A_date_written_in_the_text = new(
        "SELECT [Number] FROM [Loan] WHERE [ApprovedOn] < '2026-01-31'"
    );

    [Caught("a truth value is compared with a 32-bit integer: [IsActive] = 2.")]
    public static readonly Sql<Nothing, string> A_truth_value_compared_with_a_number = new(
        "SELECT [UserName] FROM [AppUser] WHERE [IsActive] = 2"
    );

    [Caught("text is compared with a 64-bit integer: [Id] IN (@Amounts1,@Amounts2).")]
    public static readonly Sql<ByAmounts, string> A_list_of_another_type = new(
        "SELECT [Number] FROM [Loan] WHERE [Id] IN @Amounts"
    );

    [Caught("SQL Server compares no columns of two collations")]
    public static readonly Sql<Nothing, string> Columns_of_two_collations = new(
        "SELECT u.[UserName] FROM [AppUser] AS u JOIN [AppUserRole] AS r ON r.[Role] = u.[Id]"
    );

    [Caught("INSERT INTO Holiday names 3 columns and gives 2 values.")]
    public static readonly Sql<HolidayValues, NoRows> An_insert_of_too_few_values = new(
        "INSERT INTO [Holiday] ([OfficeId], [Date], [Name]) VALUES (@OfficeId, @Day)"
    );

    [Caught("INSERT INTO Holiday names 2 columns and gives 3 values.")]
    public static readonly Sql<HolidayValues, NoRows> An_insert_of_too_many_columns = new(
        "INSERT INTO [Holiday] ([OfficeId], [Date]) SELECT @OfficeId, @Day, [Name] FROM [Office]"
    );

    [Caught("INSERT INTO Holiday leaves out Name, which is never NULL and has no default.")]
    public static readonly Sql<HolidayValues, NoRows> An_insert_that_leaves_out_a_column = new(
        "INSERT INTO [Holiday] ([OfficeId], [Date]) VALUES (@OfficeId, @Day)"
    );

    [Caught("INSERT INTO Holiday names Date twice.")]
    public static readonly Sql<HolidayValues, NoRows> An_insert_that_names_a_column_twice = new(
        "INSERT INTO [Holiday] ([OfficeId], [Date], [Date], [Name]) VALUES (@OfficeId, @Day, @Day, '')"
    );

    [Caught("Holiday.Date holds a date and is given text: column 2.")]
    public static readonly Sql<HolidayValues, NoRows> An_insert_of_another_type = new(
        "INSERT INTO [Holiday] ([OfficeId], [Date], [Name]) SELECT @OfficeId, @OfficeId, 'x' WHERE @Day IS NOT NULL"
    );

    [Caught("INSERT INTO Holiday does not name its columns.")]
    public static readonly Sql<HolidayValues, NoRows> An_insert_without_columns = new(
        "INSERT INTO [Holiday] VALUES (@OfficeId, @Day, '')"
    );

    [Caught("Office.Name is never NULL, yet what it is given may be: @Name.")]
    public static readonly Sql<ById, NoRows> An_update_to_null = new(
        "UPDATE [Office] SET [Name] = @Name WHERE [Id] = @Id"
    );

    [Caught("Office.CreatedAt holds an instant and is given text: @Name.")]
    public static readonly Sql<ById, NoRows> An_update_to_another_type = new(
        "UPDATE [Office] SET [CreatedAt] = @Name WHERE [Id] = @Id"
    );

    [Caught("There is no column Nme in Office.")]
    public static readonly Sql<ById, NoRows> An_update_of_a_column_that_is_not_there = new(
        "UPDATE [Office] SET [Nme] = @Name WHERE [Id] = @Id"
    );

    [Caught("UPDATE of Loan, which is append-only")]
    public static readonly Sql<ById, NoRows> An_update_of_an_append_only_table = new(
        "UPDATE [Loan] SET [ExternalRef] = @Name WHERE [Id] = @Id"
    );

    [Caught("DELETE of Posting, which is append-only")]
    public static readonly Sql<ById, NoRows> A_deletion_from_an_append_only_table = new(
        "DELETE FROM [Posting] WHERE [EntryId] = @Id"
    );

    [Caught("Column Count has no property in NumberOnly.", "SQLite: the columns are Number, Count")]
    public static readonly Sql<Nothing, NumberOnly> A_column_without_a_property = new(
        "SELECT [Number], [Principal] AS [Count] FROM [Loan]"
    );

    [Caught("NumberAndCount.Count has no column in the result.", "SQLite: the columns are Number,")]
    public static readonly Sql<Nothing, NumberAndCount> A_property_without_a_column = new(
        "SELECT [Number] FROM [Loan]"
    );

    [Caught("NumberAndCount.Count is Int32 and can't take text (column Count).")]
    public static readonly Sql<Nothing, NumberAndCount> A_property_of_another_type = new(
        "SELECT [Number], [Purpose] AS [Count] FROM [Loan]"
    );

    [Caught("NumberAndCount.Count is Int32 and can't take a 64-bit integer (column Count).")]
    public static readonly Sql<Nothing, NumberAndCount> A_property_too_small = new(
        "SELECT [Number], [Principal] AS [Count] FROM [Loan]"
    );

    [Caught("NumberAndCount.Count is never null, yet column Count may be NULL.")]
    public static readonly Sql<Nothing, NumberAndCount> A_property_that_takes_no_null = new(
        "SELECT [Number], [HouseholdSize] AS [Count] FROM [Borrower]"
    );

    [Caught("NumberAndCount.Number is never null, yet column Number may be NULL.")]
    public static readonly Sql<Nothing, NumberAndCount> Text_that_takes_no_null_beside_an_outer_join = new(
        "SELECT a.[Number], l.[Installments] AS [Count] FROM [Loan] AS l LEFT JOIN [Akad] AS a ON a.[LoanId] = l.[Id]"
    );

    [Caught("The row is never null, yet column Total may be NULL.")]
    public static readonly Sql<Nothing, Rupiah> A_sum_of_perhaps_nothing = new(
        "SELECT SUM([Principal]) AS [Total] FROM [Loan]"
    );

    [Caught("A row is one Int64, yet there are 2 columns.")]
    public static readonly Sql<Nothing, long> Two_columns_for_a_scalar = new(
        "SELECT [Principal], [Installments] FROM [Loan]"
    );

    [Caught("The mapper reads no lone DayOfWeek from text")]
    public static readonly Sql<Nothing, DayOfWeek> A_lone_enumeration = new("SELECT [Status] FROM [LoanApplication]");

    [Caught("Positional has no constructor without arguments")]
    public static readonly Sql<Nothing, Positional> A_positional_row = new("SELECT [Number] FROM [Loan]");

    [Caught("The result has 2 columns Number.")]
    public static readonly Sql<Nothing, NumberOnly> Two_columns_for_one_property = new(
        "SELECT [Number], [Purpose] AS [Number] FROM [Loan]"
    );

    [Caught("A column of the result has no name.")]
    public static readonly Sql<Nothing, NumberAndCount> A_result_without_a_name = new(
        "SELECT [Number], [Installments] + 1 FROM [Loan]"
    );

    [Caught("Its rows are NoRows, yet it returns rows.")]
    public static readonly Sql<Nothing, NoRows> Rows_where_none_are_wanted = new("SELECT [Number] FROM [Loan]");

    [Caught("Its rows are String, yet it returns none.")]
    public static readonly Sql<ById, string> No_rows_where_some_are_wanted = new(
        "DELETE FROM [Holiday] WHERE [OfficeId] = @Id"
    );

    [Caught("It uses @Ident, and ById has no such property.")]
    public static readonly Sql<ById, string> A_parameter_that_is_not_there = new(
        "SELECT [Number] FROM [Loan] WHERE [Id] = @Id AND [OfficeId] = @Ident"
    );

    [Caught("It uses @id, and ById has no such property.")]
    public static readonly Sql<ById, string> A_parameter_in_other_letters = new(
        "SELECT [Number] FROM [Loan] WHERE [Id] = @id"
    );

    [Caught("It uses @Take, and ById has no such property.")]
    public static readonly Sql<ById, string> A_limit_without_a_number = new(
        "SELECT [Number] FROM [Loan] WHERE [Id] = @Id ORDER BY [Id] {limit}"
    );

    [Caught("It never uses HolidayValues.Day.")]
    public static readonly Sql<HolidayValues, string> A_parameter_never_used = new(
        "SELECT [Number] FROM [Loan] WHERE [OfficeId] = @OfficeId"
    );

    [Caught("Odd.Kind is DayOfWeek, which has no one form in both engines")]
    public static readonly Sql<Odd, string> A_parameter_that_is_an_enumeration = new(
        "SELECT [Number] FROM [JournalEntry] WHERE [Kind] = @Kind"
    );

    [Caught("Days.On is IReadOnlyList`1, which has no one form in both engines")]
    public static readonly Sql<Days, string> A_list_that_no_handler_sees = new(
        "SELECT [Number] FROM [Loan] WHERE [ApprovedOn] IN @On"
    );

    [Caught("ById.Id is never null, so the part {?Id: …} is not optional.")]
    public static readonly Sql<ById, string> A_part_that_is_always_there = new(
        "SELECT [Number] FROM [Loan]{?Id: WHERE [Id] = @Id}{?Name: ORDER BY [Number]}"
    );

    [Caught("No such token: {top}")]
    public static readonly Sql<Nothing, string> A_token_that_is_not_there = new("SELECT {top} [Number] FROM [Loan]");

    [Caught("SQLite makes numbers of text here, use CONCAT: [Number] + ' '.")]
    public static readonly Sql<Nothing, string> Text_added_to_text = new(
        "SELECT [Number] + ' ' AS [Label] FROM [Loan]"
    );

    [Caught("No arithmetic with a date: [ApprovedOn] + 30.")]
    public static readonly Sql<Nothing, DateOnly> Days_added_to_a_date = new(
        "SELECT [ApprovedOn] + 30 AS [DueOn] FROM [Loan]"
    );

    [Caught("[ begins a set of letters to SQL Server")]
    public static readonly Sql<Nothing, string> A_set_of_letters = new(
        "SELECT [Number] FROM [Loan] WHERE [Number] LIKE '[AB]%'"
    );

    [Caught("Not an operator of both engines: ~[Installments].")]
    public static readonly Sql<Nothing, int> Bits_turned_around = new("SELECT ~[Installments] AS [Bits] FROM [Loan]");

    [Caught("Not an operator of both engines: [Installments] & 1.")]
    public static readonly Sql<Nothing, int> Bits_picked_out = new("SELECT [Installments] & 1 AS [Bits] FROM [Loan]");

    [Caught("Dividing by zero is NULL in SQLite and an error in SQL Server")]
    public static readonly Sql<Nothing, long> A_division_by_a_column = new(
        "SELECT [Principal] / [Installments] AS [Each] FROM [Loan]"
    );

    [Caught("5000000000 is a decimal to SQL Server")]
    public static readonly Sql<Nothing, string> A_number_too_large = new(
        "SELECT [Number] FROM [Loan] WHERE [Principal] > 5000000000"
    );

    [Caught("0.025 is a decimal to SQL Server")]
    public static readonly Sql<Nothing, string> A_decimal = new(
        "SELECT [Number] FROM [Loan] WHERE [Principal] > 0.025"
    );

    [Caught("Outside the common subset (LeftFunctionCall): LEFT([Number], 3).")]
    public static readonly Sql<Nothing, string> A_construct_nobody_thought_of = new(
        "SELECT LEFT([Number], 3) AS [Series] FROM [Loan]"
    );

    [Caught("OUTPUT is refused on a table with triggers")]
    public static readonly Sql<ById, string> An_output = new(
        "INSERT INTO [AuditChain] ([Id], [Length], [HeadHash]) OUTPUT inserted.[Id] VALUES (@Id, 0, COALESCE(@Name, ''))"
    );

    [Caught("SELECT * changes with the table")]
    public static readonly Sql<Nothing, NumberOnly> A_star = new("SELECT * FROM [Loan]");

    [Caught("TOP is not in SQLite")]
    public static readonly Sql<Nothing, string> A_top = new("SELECT TOP (1) [Number] FROM [Loan]");

    [Caught("SQL Server: Expected OFFSET but encountered LIMIT instead.")]
    public static readonly Sql<Nothing, string> A_limit_by_hand = new(
        "SELECT [Number] FROM [Loan] ORDER BY [Id] LIMIT 1"
    );

    [Caught("SQLite: 'near \"OFFSET\": syntax error'")]
    public static readonly Sql<Nothing, string> An_offset_by_hand = new(
        "SELECT [Number] FROM [Loan] ORDER BY [Id] OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY"
    );

    [Caught("SQLite: 'near \"(\": syntax error'")]
    public static readonly Sql<Nothing, string> A_hint_by_hand = new("SELECT [Number] FROM [Loan] WITH (NOLOCK)");

    [Caught("GETDATE is not on the list of functions that both engines have")]
    public static readonly Sql<Nothing, string> A_function_of_one_engine = new(
        "SELECT [Number] FROM [Loan] WHERE [CreatedAt] < GETDATE()"
    );

    [Caught("MAX takes 1 to 1 arguments in both engines, not 2.")]
    public static readonly Sql<Nothing, long> The_greater_of_two = new(
        "SELECT MAX([Principal], 0) AS [Most] FROM [Loan]"
    );

    [Caught("text stands where a 32-bit integer is wanted: SUBSTRING([Number], 'a', 1).")]
    public static readonly Sql<Nothing, string> An_argument_of_another_type = new(
        "SELECT SUBSTRING([Number], 'a', 1) AS [Part] FROM [Loan]"
    );

    [Caught("a date stands where text is wanted: SUBSTRING([ApprovedOn], 1, 7).")]
    public static readonly Sql<Nothing, string> A_part_of_a_date = new(
        "SELECT SUBSTRING([ApprovedOn], 1, 7) AS [Month] FROM [Loan]"
    );

    [Caught("Not a cast that gives the same in both engines")]
    public static readonly Sql<Nothing, long> A_number_read_from_text = new(
        "SELECT CAST([Number] AS bigint) AS [Value] FROM [Loan]"
    );

    [Caught("\"Number\" may be a string to SQLite")]
    public static readonly Sql<Nothing, string> A_name_in_quotes = new("SELECT \"Number\" FROM [Loan]");

    [Caught("N'…' is not in SQLite")]
    public static readonly Sql<Nothing, string> A_national_string = new(
        "SELECT [Number] FROM [Loan] WHERE [Purpose] = N'x'"
    );

    [Caught("Tables stand without schema: dbo.[Loan].")]
    public static readonly Sql<Nothing, string> A_table_with_a_schema = new("SELECT [Number] FROM dbo.[Loan]");

    [Caught("SQLite compares here, and SQL Server names a column: Label = [Number].")]
    public static readonly Sql<Nothing, string> A_name_before_its_column = new("SELECT Label = [Number] FROM [Loan]");

    [Caught("It is 2 statements, and must be one.")]
    public static readonly Sql<Nothing, string> Two_statements = new(
        "SELECT [Number] FROM [Loan]; SELECT [Number] FROM [Borrower]"
    );

    [Caught("There is no table Feast.", "SQLite: 'no such table: Feast'")]
    public static readonly Sql<ById, NoRows> An_insert_into_nothing = new("INSERT INTO [Feast] ([Id]) VALUES (@Id)");

    [Caught("DELETE with a second FROM is not in SQLite")]
    public static readonly Sql<ById, NoRows> A_deletion_by_a_join = new(
        "DELETE FROM [Holiday] FROM [Office] AS o WHERE o.[Id] = [Holiday].[OfficeId] AND o.[Id] = @Id"
    );

    [Caught("UPDATE Office has Office in its FROM as well")]
    public static readonly Sql<ById, NoRows> An_update_from_its_own_table = new(
        "UPDATE [Office] SET [Name] = o.[Code] FROM [Office] AS o WHERE o.[Id] = @Id"
    );

    [Caught("SQLite assigns with = alone: [Length] += 1.")]
    public static readonly Sql<ById, NoRows> An_update_in_short = new(
        "UPDATE [AuditChain] SET [Length] += 1 WHERE [Id] = @Id"
    );

    [Caught("APPLY is not in SQLite.")]
    public static readonly Sql<Nothing, string> An_apply = new(
        "SELECT l.[Number] FROM [Loan] AS l CROSS APPLY (SELECT a.[LoanId] FROM [Akad] AS a) AS x"
    );

    [Caught("Join hints are not in SQLite.")]
    public static readonly Sql<Nothing, string> A_join_by_hand = new(
        "SELECT l.[Number] FROM [Loan] AS l INNER LOOP JOIN [Akad] AS a ON a.[LoanId] = l.[Id]"
    );

    [Caught("A subquery has 2 columns where one is wanted")]
    public static readonly Sql<Nothing, string> A_subquery_of_two_columns = new(
        "SELECT [Number] FROM [Loan] WHERE [Id] IN (SELECT [LoanId], [Number] FROM [Akad])"
    );

    [Caught("c names 1 columns and selects 2.")]
    public static readonly Sql<Nothing, string> Too_few_names = new(
        "WITH c ([Id]) AS (SELECT [Id], [Number] FROM [Loan]) SELECT c.[Id] FROM c"
    );

    [Caught("SQL Server takes no subquery in GROUP BY")]
    public static readonly Sql<Nothing, int> A_group_by_a_subquery = new(
        "SELECT COUNT(*) AS [Count] FROM [Loan] AS l GROUP BY (SELECT a.[Number] FROM [Akad] AS a WHERE a.[LoanId] = l.[Id])"
    );

    [Caught("a date stands where text is wanted: [ApprovedOn] LIKE '2026%'.")]
    public static readonly Sql<Nothing, string> A_date_matched_as_text = new(
        "SELECT [Number] FROM [Loan] WHERE [ApprovedOn] LIKE '2026%'"
    );

    [Caught("an instant stands where text is wanted: CONCAT([Number], [CreatedAt]).")]
    public static readonly Sql<Nothing, string> An_instant_made_text = new(
        "SELECT CONCAT([Number], [CreatedAt]) AS [Label] FROM [Loan]"
    );

    [Caught("a 64-bit integer and text meet in CASE WHEN [Principal] > 0 THEN [Principal] ELSE '' END.")]
    public static readonly Sql<Nothing, long> A_case_of_two_types = new(
        "SELECT CASE WHEN [Principal] > 0 THEN [Principal] ELSE '' END AS [Value] FROM [Loan]"
    );

    internal static class Shapes
    {
        internal sealed record Nothing;

        internal sealed record ById
        {
            public required string Id { get; init; }

            public string? Name { get; init; }
        }

        internal sealed record ByAmounts(IReadOnlyList<long> Amounts);

        internal sealed record HolidayValues(string OfficeId, DateOnly Day);

        internal sealed record Days(IReadOnlyList<DateOnly> On);

        internal sealed record Odd(DayOfWeek Kind);

        internal sealed class NumberOnly
        {
            public string Number { get; init; } = "";
        }

        internal sealed class NumberAndCount
        {
            public string Number { get; init; } = "";

            public int Count { get; init; }
        }

        internal sealed record Positional(string Number);
    }
}
